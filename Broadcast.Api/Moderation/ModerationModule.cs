using Broadcast.Api.Facts;
using Broadcast.Chat;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Spine.Settings;
using Broadcast.Chat.Spine.Tokens;

namespace Broadcast.Api.Moderation;

internal static class ModerationModule
{
    /// <summary>Admits operators, and moderators with the right to change the word list.</summary>
    public const string WordsPolicy = "words";

    /// <summary>Admits operators, auditors, and moderators of all rooms, because the trail covers all rooms.</summary>
    public const string TrailPolicy = "moderation-trail";

    public static void AddModerationRecords(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings<ModerationRecordOptions>();
        builder.AddFacts<ModerationFacts>();
        builder.Services.AddSingleton<ModerationBook>();
        builder.AddOutcomes<ModeratorActed, ModeratorActedHandler>();
        builder.Services.AddScoped<WordBook>();
        builder.Services.AddSingleton<ModerationCleaner>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ModerationCleaner>());
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(WordsPolicy, policy => policy.RequireAssertion(asked => Caller.From(asked.User) is { } caller && MayChangeWords(caller)))
            .AddPolicy(TrailPolicy, policy => policy.RequireAssertion(asked => Caller.From(asked.User) is { } caller && MayReadTrail(caller)));
    }

    public static void MapModerationRecords(this IEndpointRouteBuilder routes)
    {
        routes.MapWords();
        routes.MapRecords();
    }

    private static bool MayChangeWords(Caller caller) =>
        caller.Roles.Contains(Roles.Operator) || (caller.Roles.Contains(Roles.Moderator) && caller.Moderates.Contains(ModerationRights.Words));

    private static bool MayReadTrail(Caller caller) => caller.Roles.Contains(Roles.Auditor) || ModerationRights.IsEverywhere(caller);
}
