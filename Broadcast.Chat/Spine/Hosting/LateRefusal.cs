namespace Broadcast.Chat.Spine.Hosting;

/// <summary>
/// Ends a host that should not have started, when that is found out later because something it depends on was away. It prints the failure
/// and exits with the code of a refused start (<see cref="PlainStart"/>). Any thread may call.
/// </summary>
internal sealed class LateRefusal(IHostApplicationLifetime lifetime)
{
    private volatile StartFailure? _failure;

    /// <summary>Why the host ends; null while it may go on.</summary>
    public StartFailure? Failure => _failure;

    public void Refuse(StartFailure failure)
    {
        _failure ??= failure;
        lifetime.StopApplication();
    }
}
