using System.Net;
using Broadcast.Chat.Spine.Hosting;

namespace Broadcast.Chat.Spine.Refusals;

/// <summary>
/// Tells in the log who is refused, as one line an address a minute, however much it sends: a flood must neither fill the disk nor hide what
/// matters. The first refusal of an address is told at once, those that follow as a number. Each door counts all of them in its own metric.
/// Any thread may call.
/// </summary>
internal sealed partial class RefusalLog(TimeProvider time, ILogger<RefusalLog> logger)
{
    /// <summary>Addresses that have lines of their own; all others share one.</summary>
    internal const int MostAddresses = 200;

    /// <summary>The time between two lines of one address.</summary>
    internal static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, Untold> _addresses = [];
    private Untold? _others;

    /// <summary>Notes a refusal.</summary>
    /// <param name="address">Who was refused. IPv6 counts by its /64.</param>
    /// <param name="door">Where, such as <c>RTMP</c>: one of a fixed set.</param>
    /// <param name="reason">Why: an error code or a fixed text, and nothing that the caller wrote.</param>
    public void Note(IPAddress? address, string door, string reason)
    {
        var key = AddressPrefix.Of(address);
        lock (_gate)
        {
            if (_addresses.TryGetValue(key, out var known))
            {
                known.Add(door, reason);
                return;
            }

            if (_addresses.Count >= MostAddresses)
            {
                _others ??= new Untold(time.GetTimestamp());
                _others.Add(door, reason);
                return;
            }

            _addresses[key] = new Untold(time.GetTimestamp());
        }

        Refused(logger, door, key, reason);
    }

    /// <summary>Tells what was noted since an address's last line, if that is a minute ago, and forgets addresses without anything to tell.</summary>
    /// <param name="all">True to tell everything now, because the host stops.</param>
    public void Tell(bool all = false)
    {
        lock (_gate)
        {
            foreach (var (address, untold) in _addresses)
            {
                if (!all && !IsDue(untold))
                    continue;

                if (untold.Count > 0)
                    RefusedMore(logger, untold.Door, address, untold.Count, untold.Reason);
                if (untold.Count > 0 && !all)
                    untold.Told(time.GetTimestamp());
                else
                    _addresses.Remove(address);
            }

            if (_others is not { } others || !(all || IsDue(others)))
                return;

            OthersRefused(logger, others.Count, others.Door, others.Reason);
            _others = null;
        }
    }

    private bool IsDue(Untold untold) => time.GetElapsedTime(untold.Since) >= Quiet;

    [LoggerMessage(EventName = nameof(Refused), Level = LogLevel.Information, Message = "{Door}: {Address} was refused: {Reason}")]
    private static partial void Refused(ILogger logger, string door, IPAddress address, string reason);

    [LoggerMessage(
        EventName = nameof(RefusedMore), Level = LogLevel.Information,
        Message = "{Door}: {Address} was refused {Count} times more within a minute, the last time: {Reason}")]
    private static partial void RefusedMore(ILogger logger, string door, IPAddress address, long count, string reason);

    [LoggerMessage(
        EventName = nameof(OthersRefused), Level = LogLevel.Information,
        Message = "Further addresses were refused {Count} times within a minute, the last time by {Door}: {Reason}")]
    private static partial void OthersRefused(ILogger logger, long count, string door, string reason);

    /// <summary>The refusals of one address since its last line.</summary>
    private sealed class Untold(long since)
    {
        /// <summary>When the last line was written.</summary>
        public long Since { get; private set; } = since;

        public long Count { get; private set; }

        public string Door { get; private set; } = "";

        public string Reason { get; private set; } = "";

        public void Add(string door, string reason) => (Count, Door, Reason) = (Count + 1, door, reason);

        public void Told(long now) => (Since, Count) = (now, 0);
    }
}
