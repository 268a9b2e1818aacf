using Broadcast.Chat.Contracts.Ids;
using Microsoft.Extensions.Options;

namespace Broadcast.Ingest.Playback;

/// <summary>What is named as a channel must be able to be one.</summary>
internal sealed class PlaybackOptionsValidator : IValidateOptions<PlaybackOptions>
{
    public ValidateOptionsResult Validate(string? name, PlaybackOptions options)
    {
        var faults = options.Channels.Keys
            .Where(channel => !ChannelId.TryParse(channel, null, out _))
            .Select(channel => $"{PlaybackOptions.Section}:Channels:{channel} is no channel id: name a stage or a relay.")
            .ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
