using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Api.Demo;

/// <summary>Settings of the demo festival. The key <c>Demo</c> itself (true or false) switches it on or off.</summary>
public sealed record DemoOptions
{
    public const string Section = "Demo";

    /// <summary>Whether to run an encoder for each stage. If false, push with the stream keys in <c>demo.json</c>.</summary>
    public bool Encoders { get; init; } = true;

    /// <summary>Height of the drawn scenes in pixels; the width follows, 16 to 9. Scenes of another height are drawn at the next start.</summary>
    [Between(144, 1080)]
    public int SceneHeight { get; init; } = 720;

    /// <summary>Length of a slot of the rundown, in seconds.</summary>
    [Between(5, 86_400)]
    public int SlotSeconds { get; init; } = 120;

    /// <summary>
    /// Simulated viewers in the room of each stage; in the relay's room two thirds more, and <see cref="MostInRelay"/> at most. 0 for none. Needs the
    /// roles <c>api</c> and <c>chat</c> in one process, as everything simulated does.
    /// </summary>
    [Between(0, 30)]
    public int Audience { get; init; } = 12;

    /// <summary>Whether an anchor's hand is simulated: it pins and asks until a real person acts.</summary>
    public bool Hand { get; init; } = true;

    /// <summary>Seconds to answer one of its questions.</summary>
    [Between(5, 60)]
    public int QuestionSeconds { get; init; } = 20;

    internal const int MostInRelay = 20;
}
