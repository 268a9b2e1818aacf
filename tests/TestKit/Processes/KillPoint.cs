using System.Diagnostics;

namespace TestKit.Processes;

/// <summary>
/// Where a child process of a test ends once it is armed: at a named point, by SIGKILL, so that it finishes, flushes and tells nothing. Any
/// thread may call.
/// </summary>
/// <param name="name">The point.</param>
/// <param name="passing">At which passing of it, counted from 1 when it is armed.</param>
/// <param name="delay">How long after the point the process ends, where it is passed with <see cref="PassSoon"/>.</param>
public sealed class KillPoint(string name, int passing, TimeSpan delay)
{
    private volatile bool _armed;
    private int _left = passing;

    public void Arm() => _armed = true;

    /// <summary>Ends this process if it is armed, and this is the point and the passing.</summary>
    public void Pass(string point)
    {
        if (IsNow(point))
            Die();
    }

    /// <summary>Goes on, and ends this process after the delay, if it is armed, and this is the point and the passing.</summary>
    public void PassSoon(string point)
    {
        if (IsNow(point))
            new Thread(DieSoon).Start();
    }

    /// <summary>SIGKILL of this process.</summary>
    public static void Die()
    {
        while (true)
            Signals.Kill(Environment.ProcessId);
    }

    private bool IsNow(string point) => _armed && point == name && Interlocked.Decrement(ref _left) == 0;

    private void DieSoon()
    {
        // What it is to interrupt is over before a timer is due.
        var begun = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begun) < delay)
            Thread.SpinWait(10);
        Die();
    }
}
