using System.Runtime.InteropServices;

namespace Load.Dialects;

/// <summary>The content of one frame of a room, decoded once for all connections that get the same bytes.</summary>
internal sealed class Batch
{
    public string Epoch { get; set; } = "";

    public long From { get; set; }

    public long To { get; set; }

    public long Skipped { get; set; }

    public List<Heard> Events { get; } = [];

    public int Control { get; set; }

    /// <summary>The millisecond of the monotonic clock in which it was read last.</summary>
    public long Moment { get; set; }

    /// <summary>How many connections read it in that millisecond; not in the tally yet.</summary>
    public int Readers { get; set; }

    /// <summary>True when the events are in order and inside the span, and make it up together with those skipped.</summary>
    public bool IsHonest
    {
        get
        {
            var before = From;
            foreach (var item in Events)
            {
                if (item.Offset <= before || item.Offset > To)
                    return false;
                before = item.Offset;
            }

            return Events.Count + Skipped == To - From;
        }
    }
}

/// <summary>One event.</summary>
/// <param name="Offset">Its offset in the log.</param>
/// <param name="IsControl">Whether it is not chat.</param>
/// <param name="Number">The number of a message of the load tool; -1 for others.</param>
/// <param name="Due">When it was due, in ticks; 0 when it is not of this schedule.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Heard(long Offset, bool IsControl, int Number, long Due);
