using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Data;

/// <summary>Where the durable state lies: <c>ConnectionStrings:Database</c>, such as <c>Data Source=/srv/livefestival.db</c>.</summary>
internal sealed record DatabaseOptions
{
    public string Connection { get; set; } = "";

    /// <summary>With foreign keys, and patience for the one writer that SQLite allows at a time.</summary>
    public string SqliteConnection => new SqliteConnectionStringBuilder(Connection) { ForeignKeys = true, DefaultTimeout = 20, Pooling = true }.ToString();

    /// <summary>The file's path; its folder holds the lock of migrations as well.</summary>
    public string File => Path.GetFullPath(new SqliteConnectionStringBuilder(Connection).DataSource);
}

internal sealed class DatabaseOptionsValidator : IValidateOptions<DatabaseOptions>
{
    public ValidateOptionsResult Validate(string? name, DatabaseOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Connection))
            return ValidateOptionsResult.Fail("ConnectionStrings:Database is missing: such as Data Source=/srv/livefestival.db. Only a host with all roles keeps a file of its own.");

        try
        {
            var connection = new SqliteConnectionStringBuilder(options.Connection);
            return connection.DataSource.Length > 0 && connection.Mode != SqliteOpenMode.Memory && connection.DataSource != ":memory:"
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail("ConnectionStrings:Database names no file: such as Data Source=/srv/livefestival.db.");
        }
        catch (ArgumentException unreadable)
        {
            return ValidateOptionsResult.Fail($"ConnectionStrings:Database cannot be read: {unreadable.Message}");
        }
    }
}
