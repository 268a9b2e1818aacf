namespace Broadcast.Chat.Spine.Hosting;

/// <summary>
/// A reason not to start that the person at the terminal can correct. Each fault is one sentence that names what to change.
/// </summary>
internal class StartFailure : Exception
{
    public StartFailure(string fault)
        : this([fault])
    {
    }

    public StartFailure(IReadOnlyList<string> faults)
        : base(string.Join(Environment.NewLine, faults)) => Faults = faults;

    public StartFailure(string fault, Exception cause)
        : base(fault, cause) => Faults = [fault];

    public IReadOnlyList<string> Faults { get; }
}
