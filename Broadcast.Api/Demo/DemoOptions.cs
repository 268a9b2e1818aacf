using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Api.Demo;

/// <summary>Settings of the demo festival. The key <c>Demo</c> itself (true or false) switches it on or off.</summary>
public sealed record DemoOptions
{
    public const string Section = "Demo";

    /// <summary>Whether to run an encoder for each stage. If false, push with the stream keys in <c>demo.json</c>.</summary>
    public bool Encoders { get; init; } = true;

    /// <summary>Length of a slot of the rundown, in seconds.</summary>
    [Between(5, 86_400)]
    public int SlotSeconds { get; init; } = 120;
}
