using System.Runtime.InteropServices;

namespace Load.Dialects;

/// <summary>What one frame of a room says; decoded once, however many connections get the same bytes.</summary>
internal sealed class Batch
{
    public string Epoch { get; set; } = "";

    public long From { get; set; }

    public long To { get; set; }

    public long Skipped { get; set; }

    public List<Heard> Events { get; } = [];

    public int Control { get; set; }

    /// <summary>The millisecond in which it was read last.</summary>
    public long Moment { get; set; }

    /// <summary>By how many connections in that millisecond; not in the tally yet.</summary>
    public int Readers { get; set; }

    /// <summary>Events in order, inside the span, and with those left out as many as the span.</summary>
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
/// <param name="Offset">In the log.</param>
/// <param name="IsControl">Whether it is not chat.</param>
/// <param name="Number">Of a message of ours; else -1.</param>
/// <param name="Due">When it was to be sent; 0 when it is not of this schedule.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Heard(long Offset, bool IsControl, int Number, long Due);
