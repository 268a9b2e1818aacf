using Broadcast.Api.Facts;
using Broadcast.Api.Persons.Login;
using Broadcast.Api.Persons.Senders;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Api.Persons;

internal static class PersonsModule
{
    public static void AddPersons(this IHostApplicationBuilder builder)
    {
        builder.AddFacts<RevokedPersonFacts>();
        builder.AddFacts<EndedPersonFacts>();
        builder.Services.AddSettings<PersonOptions, PersonOptionsValidator>();
        builder.Services.AddSingleton<ContactKey>();
        builder.Services.AddSingleton<CodeLimits>();
        builder.Services.AddSingleton<CodeWatch>();
        builder.Services.AddHostedService(services => services.GetRequiredService<CodeWatch>());
        builder.Services.AddSingleton<DemoSender>();
        builder.Services.AddSingleton<WebhookSender>();
        builder.Services.AddSingleton<MessageSenders>();
        builder.Services.AddSingleton<PersonSignIn>();
        builder.Services.AddSingleton<PersonTickets>();
        builder.Services.AddScoped<SignInCodes>();
        // A redirect could take the secret elsewhere; the requests would be logged with their address.
        builder.Services.AddHttpClient(WebhookSender.Client)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false }).RemoveAllLoggers();
        builder.Services.AddSingleton<LoginState>();
        builder.Services.AddSingleton<LoginCookie>();
        builder.Services.AddSingleton<LoginPersons>();
        builder.Services.AddSingleton<LoginReturn>();
        builder.Services.AddSingleton<OpenIdProvider>();
        builder.Services.AddHttpClient(OpenIdProvider.Client, client => client.Timeout = OpenIdProvider.Patience)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false }).RemoveAllLoggers();
        builder.AddAddressLimit<PersonOptions>(ViewerEndpoints.Limit, options => options.SignInsPerAddress);
    }
}
