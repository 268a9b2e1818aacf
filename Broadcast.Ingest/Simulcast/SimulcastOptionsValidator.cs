using Broadcast.Chat.Contracts;
using Microsoft.Extensions.Options;

namespace Broadcast.Ingest.Simulcast;

/// <summary>Every fault at once; no message holds a URL, because a URL holds a key.</summary>
internal sealed class SimulcastOptionsValidator : IValidateOptions<SimulcastOptions>
{
    private const int LongestName = 32;

    public ValidateOptionsResult Validate(string? name, SimulcastOptions options)
    {
        const string section = SimulcastOptions.Section;
        var faults = new List<string>();
        Check(nameof(options.ConnectTimeout), options.ConnectTimeout, TimeSpan.FromMinutes(1));
        Check(nameof(options.WriteTimeout), options.WriteTimeout, TimeSpan.FromMinutes(1));
        Check(nameof(options.LongestPause), options.LongestPause, TimeSpan.FromHours(1));
        foreach (var (channel, targets) in options.Channels)
        {
            if (!ChannelId.TryParse(channel, null, out _))
                faults.Add($"{section}:Channels:{channel} is no channel's id.");
            foreach (var (target, settings) in targets)
            {
                var key = $"{section}:Channels:{channel}:{target}";
                if (target.Length > LongestName || !target.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-'))
                    faults.Add($"{key}: a target's name has a-z, 0-9 and -, at most {LongestName} of them.");
                if (PushUrl.Parse(settings.Url) is null)
                    faults.Add($"{key}:Url must be rtmp://host/application/key or rtmps://host/application/key, without a user.");
            }
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Check(string key, TimeSpan value, TimeSpan most)
        {
            if (value < TimeSpan.FromSeconds(1) || value > most)
                faults.Add($"{section}:{key} must be from 00:00:01 to {most:c}.");
        }
    }
}
