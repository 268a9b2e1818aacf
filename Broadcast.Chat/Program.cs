using Broadcast.Chat;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Hosting;

return await PlainStart.RunAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddHosting();
    builder.AddChat();

    var app = builder.Build();
    app.UseProblems();
    app.UseTrustedProxies();
    app.UseHosting();
    app.UseChat();
    app.UseAuthentication();
    app.UseAuthorization();
    app.MapHosting();
    app.MapChat();
    return app;
});

// No doc comment: the OpenAPI generator fails on three documented types with the same name.
internal sealed partial class Program;
