using System.Data.Common;
using Broadcast.Api.Data.Postgres;
using Broadcast.Api.Data.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Broadcast.Api.Data;

/// <summary>
/// <c>ConnectionStrings:Database</c>: a SQLite file, such as <c>Data Source=/srv/livefestival.db</c>, or, with <c>Host=</c>, a PostgreSQL
/// database, such as <c>Host=db;Database=livefestival;Username=livefestival;Password=…</c>.
/// </summary>
internal sealed record DatabaseOptions
{
    public string Connection { get; set; } = "";

    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    public bool IsPostgres => new DbConnectionStringBuilder { ConnectionString = Connection }.ContainsKey("Host");

    /// <param name="configure">What both engines have in common.</param>
    /// <param name="time">For waits.</param>
    public IDatabaseEngine Engine(Action<DbContextOptionsBuilder> configure, TimeProvider time) =>
        IsPostgres ? new PostgresEngine(Connection, configure, time) : new SqliteEngine(Connection, configure);
}

internal sealed class DatabaseOptionsValidator : IValidateOptions<DatabaseOptions>
{
    public ValidateOptionsResult Validate(string? name, DatabaseOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Connection))
            return ValidateOptionsResult.Fail(
                "ConnectionStrings:Database is missing. Set it, for example to Data Source=/srv/livefestival.db or to Host=db;Database=livefestival;Username=livefestival; "
                + "only a host with all roles has a default.");

        try
        {
            return options.IsPostgres ? Server(options.Connection) : File(options.Connection);
        }
        catch (ArgumentException unreadable)
        {
            return ValidateOptionsResult.Fail($"ConnectionStrings:Database cannot be read: {unreadable.Message}");
        }
    }

    private static ValidateOptionsResult File(string text)
    {
        var connection = new SqliteConnectionStringBuilder(text);
        return connection.DataSource.Length > 0 && connection.Mode != SqliteOpenMode.Memory && connection.DataSource != ":memory:"
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("ConnectionStrings:Database must name a file, such as Data Source=/srv/livefestival.db.");
    }

    private static ValidateOptionsResult Server(string text)
    {
        var connection = new NpgsqlConnectionStringBuilder(text);
        return !string.IsNullOrWhiteSpace(connection.Host) && !string.IsNullOrWhiteSpace(connection.Database)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("ConnectionStrings:Database must name a server and a database on it, such as Host=db;Database=livefestival;Username=livefestival.");
    }
}
