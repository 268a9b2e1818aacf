using System.Diagnostics;
using TestKit.Processes;

namespace Broadcast.Api.Tests.Windows.Kills;

/// <summary>Where this process ends, once it is armed.</summary>
/// <param name="point">One of <see cref="BookNode.Points"/>.</param>
/// <param name="passing">At which passing of it, from 1.</param>
/// <param name="delay">How long after the beginning of a commit, for <see cref="DyingTransactions.Committing"/>.</param>
internal sealed class ArmedPoint(string point, int passing, TimeSpan delay)
{
    private volatile KillPoint? _armed;

    public void Arm() => _armed = KillPoint.Of($"{point} {passing}");

    /// <summary>Ends this process if it is armed and this is the point.</summary>
    public void Pass(string name) => _armed?.Pass(name);

    /// <summary>Lets this process go on, and ends it soon, if it is armed and this is the point.</summary>
    public void PassSoon(string name)
    {
        if (_armed?.IsAt(name) == true)
            new Thread(DieSoon).Start();
    }

    private void DieSoon()
    {
        // A commit is over before a timer is due.
        var begun = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begun) < delay)
            Thread.SpinWait(10);
        KillPoint.Die();
    }
}
