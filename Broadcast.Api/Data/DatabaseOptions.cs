using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Data;

/// <summary>The SQLite database of <c>ConnectionStrings:Database</c>, such as <c>Data Source=/srv/livefestival.db</c>.</summary>
internal sealed record DatabaseOptions
{
    public string Connection { get; set; } = "";

    /// <summary>With foreign keys, and a timeout of 20 s because SQLite allows one writer at a time.</summary>
    public string SqliteConnection => new SqliteConnectionStringBuilder(Connection) { ForeignKeys = true, DefaultTimeout = 20, Pooling = true }.ToString();

    /// <summary>Full path of the database file. The migration lock is a file beside it.</summary>
    public string File => Path.GetFullPath(new SqliteConnectionStringBuilder(Connection).DataSource);
}

internal sealed class DatabaseOptionsValidator : IValidateOptions<DatabaseOptions>
{
    public ValidateOptionsResult Validate(string? name, DatabaseOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Connection))
            return ValidateOptionsResult.Fail("ConnectionStrings:Database is missing. Set it, for example to Data Source=/srv/livefestival.db; only a host with all roles has a default.");

        try
        {
            var connection = new SqliteConnectionStringBuilder(options.Connection);
            return connection.DataSource.Length > 0 && connection.Mode != SqliteOpenMode.Memory && connection.DataSource != ":memory:"
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail("ConnectionStrings:Database must name a file, such as Data Source=/srv/livefestival.db.");
        }
        catch (ArgumentException unreadable)
        {
            return ValidateOptionsResult.Fail($"ConnectionStrings:Database cannot be read: {unreadable.Message}");
        }
    }
}
