using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Guests;

/// <summary>What guests may do, as an operator sends it.</summary>
/// <param name="Guests">Any of <c>read</c>, <c>like</c>, <c>chat</c>, <c>answer</c>.</param>
/// <param name="Revision">The one that the decision was made from; 0 where nobody has decided yet.</param>
internal sealed record GuestDecision(IReadOnlyList<string?>? Guests, long? Revision)
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
        if (Revision is null)
            faults.Add("revision", Faults.Form, "'revision' is missing. Send the revision that the decision was made from.");
        return faults.Any ? faults.On(GuestErrors.Malformed) : GuestRights.All.Intersect(Guests!, StringComparer.Ordinal).ToArray()!;
    }
}
