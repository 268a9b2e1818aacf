using Microsoft.Data.Sqlite;

namespace Broadcast.Api.Data.Sqlite;

/// <summary>What SQLite's errors mean (https://sqlite.org/rescode.html).</summary>
internal static class SqliteFaults
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int NoMemory = 7;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int Protocol = 15;

    private const int PrimaryKey = 1555;
    private const int Unique = 2067;
    private const string UniqueFailed = "UNIQUE constraint failed: ";

    public static bool IsAway(Exception exception) =>
        exception is SqliteException { SqliteErrorCode: Busy or Locked or NoMemory or ReadOnly or InputOutput or Full or CannotOpen or Protocol };

    /// <summary>The table that has a row with the same key or unique columns already; null when that is not what happened.</summary>
    public static string? TakenIn(Exception exception)
    {
        if (exception is not SqliteException { SqliteExtendedErrorCode: PrimaryKey or Unique } refused)
            return null;

        // ... UNIQUE constraint failed: Slots.FestivalId, Slots.Id'.
        var from = refused.Message.IndexOf(UniqueFailed, StringComparison.Ordinal) + UniqueFailed.Length;
        return refused.Message[from..refused.Message.IndexOf('.', from)];
    }
}
