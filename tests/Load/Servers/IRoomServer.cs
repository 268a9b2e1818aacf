using Load.Dialects;

namespace Load.Servers;

/// <summary>A server with one room, in processes of its own.</summary>
internal interface IRoomServer : IAsyncDisposable
{
    string Name { get; }

    /// <summary><c>127.0.0.1:PORT</c> of each node.</summary>
    IReadOnlyList<string> Nodes { get; }

    DialectSpec Dialect { get; }

    /// <summary>The processes whose time and memory is its own; those that are gone count no more.</summary>
    IReadOnlyList<int> Processes { get; }

    /// <summary>The Redis that it keeps its room in or talks through; null without one.</summary>
    int? Redis { get; }
}
