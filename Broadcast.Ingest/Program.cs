using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Hosting;
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

// No doc comment: the OpenAPI generator cannot read three documented types of the same name.
internal sealed partial class Program;
