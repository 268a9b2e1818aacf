using System.Text.Json;
using System.Text.Json.Nodes;
using Broadcast.Chat.Contracts;

namespace Broadcast.Api.Audit;

/// <summary>What differs between two states of a thing, and what was done to it. Pure.</summary>
/// <param name="Action">One of <see cref="AuditActions"/>.</param>
/// <param name="Before">The fields that differ, as JSON; null when there was no thing.</param>
/// <param name="After">The same fields; null when there is none any more.</param>
internal sealed record AuditChange(string Action, string? Before, string? After)
{
    /// <summary>Grows with each change, which is what an entry says anyway.</summary>
    private const string Revision = "revision";

    private const string RetiredAt = "retiredAt";

    /// <summary>Null when no field differs.</summary>
    /// <param name="before">A view, or a dictionary of fields; null for what did not exist.</param>
    /// <param name="after">The same of what is there now; null for what exists no more.</param>
    public static AuditChange? Of(object? before, object? after)
    {
        var (was, now) = (Fields(before), Fields(after));
        if (was is null || now is null)
            return was is null && now is null ? null : new AuditChange(was is null ? AuditActions.Made : AuditActions.Retired, was?.ToJsonString(ContractJson.Options), now?.ToJsonString(ContractJson.Options));

        var action = IsRetired(was) == IsRetired(now) ? AuditActions.Changed : IsRetired(now) ? AuditActions.Retired : AuditActions.Restored;
        foreach (var field in was.Select(field => field.Key).Where(field => now.ContainsKey(field) && JsonNode.DeepEquals(was[field], now[field])).ToList())
        {
            was.Remove(field);
            now.Remove(field);
        }

        return was.Count + now.Count == 0 ? null : new AuditChange(action, was.ToJsonString(ContractJson.Options), now.ToJsonString(ContractJson.Options));
    }

    private static JsonObject? Fields(object? state)
    {
        var fields = state is null ? null : JsonSerializer.SerializeToNode(state, state.GetType(), ContractJson.Options)!.AsObject();
        fields?.Remove(Revision);
        return fields;
    }

    private static bool IsRetired(JsonObject fields) => fields[RetiredAt] is not null;
}
