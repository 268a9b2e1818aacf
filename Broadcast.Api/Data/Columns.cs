using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Broadcast.Api.Data;

/// <summary>Stores an id as its plain string.</summary>
internal sealed class PlainIdColumn<T>() : ValueConverter<T, string>(id => id.Value, text => PlainIdText.Read<T>(text)) where T : struct, IPlainId<T>;

internal static class PlainIdText
{
    // A method of its own, because expression trees cannot call static interface members.
    public static T Read<T>(string text) where T : struct, IPlainId<T> =>
        T.TryParse(text, null, out var id) ? id : throw new FormatException($"The database holds a malformed {typeof(T).Name}.");
}

/// <summary>Stores who acted as JSON, as events have it: <c>{ "id", "name", "role"?, "kind"?, "why"? }</c>.</summary>
internal sealed class AuthorColumn() : ValueConverter<EventAuthor, string>(
    by => JsonSerializer.Serialize(by, ContractJson.Options), text => JsonSerializer.Deserialize<EventAuthor>(text, ContractJson.Options)!);

internal sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(at => at.ToUnixTimeMilliseconds(), ms => DateTimeOffset.FromUnixTimeMilliseconds(ms));

internal sealed class Milliseconds() : ValueConverter<TimeSpan, long>(span => (long)span.TotalMilliseconds, ms => TimeSpan.FromMilliseconds(ms));
