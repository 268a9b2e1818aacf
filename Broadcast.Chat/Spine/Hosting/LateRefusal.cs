namespace Broadcast.Chat.Spine.Hosting;

/// <summary>
/// Ends a host whose start would have been refused, had what it depends on been there: its failure is printed and its exit code is that of a
/// refused start (<see cref="PlainStart"/>). Any thread may call.
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
