namespace Broadcast.Api.Windows;

/// <summary>Tells this process's loops that a step is committed, so that they need not wait for their next look.</summary>
internal sealed class StepNotice
{
    /// <summary>Raised on the committing thread. Handlers must not block.</summary>
    public event Action? Stepped;

    public void Raise() => Stepped?.Invoke();
}
