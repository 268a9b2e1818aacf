using System.Collections.Concurrent;
using Broadcast.Chat.Contracts.State;
using Broadcast.Chat.Spine.State;

namespace Broadcast.Api.Spine;

/// <summary>
/// The festival's alarms that one watching loop raises. Remembers since when this process has seen each, and logs its beginning and its end once.
/// Any thread may call.
/// </summary>
internal sealed partial class RaisedAlarms(FestivalAlarms alarms, ILogger logger)
{
    private readonly ConcurrentDictionary<string, long> _since = new(StringComparer.Ordinal);

    /// <summary>Raises the alarm again, or ends it. Throws Redis' exceptions.</summary>
    /// <param name="code">Which alarm.</param>
    /// <param name="since">Since when there is a reason for it; null when there is none. Of a standing alarm the first one counts.</param>
    /// <param name="threshold">The limit that is passed.</param>
    /// <param name="text">For people.</param>
    public async Task TellAsync(string code, DateTimeOffset? since, double threshold, string text)
    {
        if (since is not { } raised)
        {
            if (_since.TryRemove(code, out _))
                Over(logger, code);
            await alarms.ClearAsync(code);
            return;
        }

        var first = raised.ToUnixTimeMilliseconds();
        if (_since.TryAdd(code, first))
            Raised(logger, code, text);
        await alarms.RaiseAsync(new StageAlarm { Code = code, Severity = AlarmSeverity.Warning, Since = _since.GetValueOrDefault(code, first), Threshold = threshold, Text = text });
    }

    [LoggerMessage(EventName = nameof(Raised), Level = LogLevel.Warning, Message = "Alarm {Code}: {Text}")]
    private static partial void Raised(ILogger logger, string code, string text);

    [LoggerMessage(EventName = nameof(Over), Level = LogLevel.Information, Message = "Alarm {Code} is over")]
    private static partial void Over(ILogger logger, string code);
}
