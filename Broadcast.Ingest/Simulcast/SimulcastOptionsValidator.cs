using Broadcast.Chat.Contracts.Ids;
using Microsoft.Extensions.Options;

namespace Broadcast.Ingest.Simulcast;

/// <summary>Reports all faults at once. No message holds a URL, because a URL holds a key.</summary>
internal sealed class SimulcastOptionsValidator : IValidateOptions<SimulcastOptions>
{
    private const int LongestName = 32;

    public ValidateOptionsResult Validate(string? name, SimulcastOptions options)
    {
        const string section = SimulcastOptions.Section;
        var faults = new List<string>();
        foreach (var (channel, targets) in options.Channels)
        {
            if (!ChannelId.TryParse(channel, null, out _))
                faults.Add($"{section}:Channels:{channel}: a channel's id must be a-z, 0-9 and -, at most 40 characters.");
            foreach (var (target, settings) in targets)
            {
                var key = $"{section}:Channels:{channel}:{target}";
                if (target.Length > LongestName || !target.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-'))
                    faults.Add($"{key}: a target's name must be a-z, 0-9 and -, at most {LongestName} characters.");
                if (PushUrl.Parse(settings.Url) is null)
                    faults.Add($"{key}:Url must be rtmp://host/application/key or rtmps://host/application/key, without a user.");
            }
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
