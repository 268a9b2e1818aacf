using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Guests;

/// <summary>What guests may do, as an operator sends it: any of <c>read</c>, <c>like</c>, <c>chat</c>, <c>answer</c>.</summary>
internal sealed record GuestDecision(IReadOnlyList<string?>? Guests)
{
    /// <summary>The rights, each once, in the order in which all lists have them.</summary>
    public Result<string[]> Read()
    {
        var faults = new FieldFaults();
        if (Guests is null)
            faults.Add("guests", Faults.Range, "'guests' must be a list of rights.", 0, GuestRights.All.Count);
        for (var i = 0; i < (Guests?.Count ?? 0); i++)
            if (Guests![i] is not { } right || !GuestRights.All.Contains(right, StringComparer.Ordinal))
                faults.Add($"guests[{i}]", Faults.Unknown, $"'guests[{i}]' must be one of {string.Join(", ", GuestRights.All)}.");
        return faults.Any ? faults.On(GuestErrors.Malformed) : GuestRights.All.Intersect(Guests!, StringComparer.Ordinal).ToArray()!;
    }
}
