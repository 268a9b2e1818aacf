using System.Collections.ObjectModel;

namespace Broadcast.Ingest.Processes;

/// <summary>A program to start, with its arguments one by one: no shell reads them.</summary>
internal sealed record ChildCommand
{
    /// <summary>A program on the PATH, or a path.</summary>
    public required string FileName { get; init; }

    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>The signal that ends it when it is told to stop or the host is gone. <see cref="ChildSignal.Kill"/> for programs that end at the end of their input.</summary>
    public ChildSignal Signal { get; init; } = ChildSignal.Kill;

    /// <summary>True to feed it through <see cref="ChildProcess.Input"/>; otherwise its input is empty.</summary>
    public bool Input { get; init; }

    /// <summary>True to read <see cref="ChildProcess.Output"/>; otherwise what it prints goes to <see cref="ChildProcess.LastLines"/>.</summary>
    public bool Output { get; init; }

    /// <summary>Null is the host's own.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Added to the host's environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>How many of its last lines are kept.</summary>
    public int LineCount { get; init; } = 100;

    /// <summary>What a line is cut to.</summary>
    public int LineLength { get; init; } = 500;

    /// <summary>Called with each line as it comes, from the reading loop; must return at once.</summary>
    public Action<string>? OnLine { get; init; }
}
