using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Outcomes;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Chat.Pins;

internal static class PinsModule
{
    public static void AddPins(this IHostApplicationBuilder builder)
    {
        builder.AddOutcomeStream();
        builder.Services.TryAddSingleton<PinStore>();
    }

    /// <summary>For the service that keeps outcomes.</summary>
    public static void AddPinOutcomes(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton<IOutcomeSource<PinBegun>, PinBeginnings>();
        builder.Services.TryAddSingleton<IOutcomeSource<PinEnded>, PinOutcomes>();
    }
}
