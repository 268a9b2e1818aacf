using Broadcast.Chat.Spine.Rooms;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Chat.Outcomes;

internal static class OutcomesModule
{
    /// <summary>The stream, for the features that write outcomes.</summary>
    public static void AddOutcomeStream(this IHostApplicationBuilder builder) => builder.Services.TryAddSingleton<OutcomeStream>();

    /// <summary>Reads the outcomes of all rooms for <typeparamref name="THandler"/>, which is scoped.</summary>
    public static void AddOutcomesReader<THandler>(this IHostApplicationBuilder builder) where THandler : class, IOutcomeHandler
    {
        builder.AddOutcomeStream();
        builder.Services.TryAddScoped<IOutcomeHandler, THandler>();
        builder.Services.AddHostedService<OutcomesReader>();
    }
}
