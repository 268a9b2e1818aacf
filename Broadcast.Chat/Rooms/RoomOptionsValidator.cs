using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Rooms;

/// <summary>Finds every fault of <c>Rooms:*</c> at once.</summary>
internal sealed class RoomOptionsValidator : IValidateOptions<RoomOptions>
{
    public ValidateOptionsResult Validate(string? name, RoomOptions options)
    {
        var faults = new List<string>();
        foreach (var word in RoomRights.Words(options.Guests))
            if (!RoomRights.ForGuests.Contains(word, StringComparer.Ordinal))
                faults.Add($"Rooms:Guests may list only {string.Join(", ", RoomRights.ForGuests)}; remove '{word}'.");

        void Time(string key, TimeSpan value, double from, double to)
        {
            if (value.TotalSeconds < from || value.TotalSeconds > to)
                faults.Add($"Rooms:{key} must be from {from} to {to} seconds, and is {value}.");
        }

        void Count(string key, double value, double from, double to)
        {
            if (!(value >= from && value <= to))
                faults.Add($"Rooms:{key} must be from {from} to {to}, and is {value}.");
        }

        Time("ActionDelay", options.ActionDelay, 0, 10);
        Time("PictureDelay", options.PictureDelay, 0, 30);
        Time("Tick", options.Tick, 0.02, 1);
        Time("SlowAfter", options.SlowAfter, 0.5, 60);
        Time("ChatAge", options.ChatAge, 60, 30 * 86_400);
        Count("FramesPerSecond", options.FramesPerSecond, 100, 10_000_000);
        Count("ChatPerFrame", options.ChatPerFrame, 1, 1000);
        Count("Ring", options.Ring, 100, 100_000);
        Count("ChatLength", options.ChatLength, 100, 1_000_000);
        Count("ChatPerSecond", options.ChatPerSecond, 0.01, 1000);
        Count("ChatBurst", options.ChatBurst, 1, 1000);
        Count("CallsPerSecond", options.CallsPerSecond, 1, 10_000);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
