namespace Broadcast.Api.Tests;

/// <summary>The databases that Api runs on. Fixtures of the contract of <c>Data</c> run on both, all others on one.</summary>
public enum Engine
{
    Sqlite,
    Postgres,
}

internal static class EngineOfRun
{
    /// <summary>SQLite, or what TEST_DATABASE names: <c>TEST_DATABASE=postgres ./deploy/test.sh Api</c>.</summary>
    public static Engine Value { get; } = Environment.GetEnvironmentVariable("TEST_DATABASE") is { Length: > 0 } named ? Enum.Parse<Engine>(named, ignoreCase: true) : Engine.Sqlite;
}
