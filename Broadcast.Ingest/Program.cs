using Broadcast.Chat.Errors;
using Broadcast.Chat.Hosting;
using Broadcast.Ingest;

return await PlainStart.RunAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddHosting();
    builder.AddIngest();

    var app = builder.Build();
    app.UseProblems();
    app.UseTrustedProxies();
    app.UseAuthentication();
    app.UseAuthorization();
    app.MapHosting();
    app.MapIngest();
    return app;
});

// Named without documentation: the OpenAPI generator cannot read three documented types of one name.
internal sealed partial class Program;
