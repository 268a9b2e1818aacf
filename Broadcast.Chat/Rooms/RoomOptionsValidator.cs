using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Rooms;

/// <summary>Guests get only rights that guests may have.</summary>
internal sealed class RoomOptionsValidator : IValidateOptions<RoomOptions>
{
    public ValidateOptionsResult Validate(string? name, RoomOptions options)
    {
        var faults = RoomRights.Words(options.Guests)
            .Except(RoomRights.ForGuests, StringComparer.Ordinal)
            .Select(word => $"{RoomOptions.Section}:Guests may list only {string.Join(", ", RoomRights.ForGuests)}; remove '{word}'.")
            .ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
