using Broadcast.Api.Accounts;
using Broadcast.Api.Catalog;
using Broadcast.Api.Data;
using Broadcast.Api.Facts;
using Broadcast.Api.Festivals;
using Broadcast.Api.Hosting;
using Broadcast.Api.Moderation;
using Broadcast.Api.Results;
using Broadcast.Api.Rundown;
using Broadcast.Api.Site;
using Broadcast.Api.Stages;
using Broadcast.Api.Tickets;
using Broadcast.Api.VillageSites;
using Broadcast.Chat;
using Broadcast.Chat.Mediation;
using Broadcast.Chat.Tokens;
using Broadcast.Ingest.Orders;
using Scalar.AspNetCore;

namespace Broadcast.Api;

/// <summary>HTTP API, durable state, pages.</summary>
public static class ApiModule
{
    /// <summary>Operators and auditors.</summary>
    internal const string AuditPolicy = "audit";

    public static void AddApi(this IHostApplicationBuilder builder)
    {
        builder.AddSpine();
        builder.AddMediation(typeof(ApiModule).Assembly);
        builder.Services.AddSingleton<ApiMeter>();
        builder.AddDatabase();
        builder.AddAccounts();
        builder.AddTickets();
        builder.AddVillageSites();
        builder.AddModerationRecords();
        builder.AddResults();
        builder.AddOrders();
        builder.Services.AddHostedService<FactsKeeper>();
        builder.Services.AddAuthorizationBuilder().AddPolicy(AuditPolicy, policy => policy
            .RequireClaim("iss", TokenSigner.Issuer).RequireClaim("roles", Roles.Operator, Roles.Auditor));
        builder.Services.AddOpenApi(options => options
            .AddSchemaTransformer<PlainIdSchemas>()
            .AddDocumentTransformer<BearerSecurity>()
            .AddOperationTransformer<BearerSecurity>());
    }

    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi();
        // Nothing from other hosts: the page works in a venue without the internet.
        routes.MapScalarApiReference("/docs", options => options.DisableDefaultFonts().DisableAgent().DisableMcp().DisableTelemetry());
        routes.MapFestivals();
        routes.MapRundown();
        routes.MapStages();
        routes.MapCatalog();
        routes.MapAccounts();
        routes.MapTickets();
        routes.MapVillageSites();
        routes.MapModerationRecords();
        routes.MapResults();
        routes.MapSite();
    }
}
