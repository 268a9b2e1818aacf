using System.ComponentModel.DataAnnotations;

namespace Broadcast.Api.Demo;

/// <summary>The demo festival. <c>Demo</c> itself (true or false) switches it.</summary>
public sealed record DemoOptions
{
    public const string Section = "Demo";

    /// <summary>False: nobody pushes; the keys are in <c>demo.json</c>.</summary>
    public bool Encoders { get; init; } = true;

    /// <summary>The length of each slot of the rundown.</summary>
    [Range(5, 86_400, ErrorMessage = "Demo:SlotSeconds must be 5-86400.")]
    public int SlotSeconds { get; init; } = 120;
}
