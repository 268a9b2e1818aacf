using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Broadcast.Api.Data.Postgres;

/// <summary>
/// Sends U+FFFD in place of U+0000, which PostgreSQL's text cannot hold: what somebody looks up by such a name is then not found, as with
/// SQLite, instead of being a fault.
/// </summary>
internal sealed class PlainText : DbCommandInterceptor
{
    public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
    {
        foreach (DbParameter parameter in result.Parameters)
            if (parameter.Value is string text && text.Contains('\0', StringComparison.Ordinal))
                parameter.Value = text.Replace('\0', '\uFFFD');
        return result;
    }
}
