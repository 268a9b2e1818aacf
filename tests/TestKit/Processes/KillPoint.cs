using System.Globalization;

namespace TestKit.Processes;

/// <summary>
/// Where a child process of a test ends: at a point that its parent has named, by SIGKILL, so that it finishes, flushes and tells nothing. The
/// variable <see cref="Variable"/> has the point's name, a blank, and at which passing of the point, from 1.
/// </summary>
public sealed class KillPoint
{
    public const string Variable = "KILL_AT";

    private readonly string _name;
    private int _left;

    private KillPoint(string name, int passing) => (_name, _left) = (name, passing);

    /// <summary>The point at which this process ends.</summary>
    public static KillPoint Of(string? variable) =>
        (variable ?? "").Split(' ') is [{ Length: > 0 } name, var passing] ? new KillPoint(name, int.Parse(passing, CultureInfo.InvariantCulture)) : new KillPoint("", 0);

    /// <summary>Ends this process if this is the point, and this the passing of it.</summary>
    public void Pass(string point)
    {
        if (IsAt(point))
            Die();
    }

    /// <summary>Counts a passing; true if this is the one.</summary>
    public bool IsAt(string point) => point == _name && Interlocked.Decrement(ref _left) == 0;

    /// <summary>SIGKILL of this process.</summary>
    public static void Die()
    {
        while (true)
            Signals.Kill(Environment.ProcessId);
    }
}
