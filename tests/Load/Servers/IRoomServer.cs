using Load.Dialects;

namespace Load.Servers;

/// <summary>A server with one room, in processes of its own.</summary>
internal interface IRoomServer : IAsyncDisposable
{
    string Name { get; }

    /// <summary><c>127.0.0.1:PORT</c> of each node.</summary>
    IReadOnlyList<string> Nodes { get; }

    DialectSpec Dialect { get; }

    /// <summary>The ids of its processes, whose processor time and memory are measured; processes that have ended count as 0.</summary>
    IReadOnlyList<int> Processes { get; }

    /// <summary>The process id of the Redis that it uses; null without one.</summary>
    int? Redis { get; }
}
