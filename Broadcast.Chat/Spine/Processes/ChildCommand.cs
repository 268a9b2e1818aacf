using System.Collections.ObjectModel;

namespace Broadcast.Chat.Spine.Processes;

/// <summary>A program to start and its arguments, which no shell interprets.</summary>
internal sealed record ChildCommand
{
    /// <summary>A program on the PATH, or a path.</summary>
    public required string FileName { get; init; }

    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>
    /// The signal that ends the child when it is to stop or the host is gone. <see cref="ChildSignal.Kill"/> for programs that end at the
    /// end of their input.
    /// </summary>
    public ChildSignal Signal { get; init; } = ChildSignal.Kill;

    /// <summary>True to feed the child through <see cref="ChildProcess.Input"/>; otherwise its input is empty.</summary>
    public bool Input { get; init; }

    /// <summary>
    /// True to read <see cref="ChildProcess.Output"/>; otherwise the output goes to <see cref="ChildProcess.LastLines"/>.
    /// </summary>
    public bool Output { get; init; }

    /// <summary>Null means the host's own.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Added to the host's environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>How many of the last lines are kept.</summary>
    public int LineCount { get; init; } = 100;

    /// <summary>Bytes that a line is cut to.</summary>
    public int LineLength { get; init; } = 500;

    /// <summary>Called with each line by the loops that read errors and output, possibly at the same time; must return at once.</summary>
    public Action<string>? OnLine { get; init; }
}
