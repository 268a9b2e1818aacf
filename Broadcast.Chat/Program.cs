using Broadcast.Chat.Errors;
using Broadcast.Chat.Hosting;
using Broadcast.Chat;

return await PlainStart.RunAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddHosting();
    builder.AddChat();

    var app = builder.Build();
    app.UseProblems();
    app.UseTrustedProxies();
    app.UseChat();
    app.UseAuthentication();
    app.UseAuthorization();
    app.MapHosting();
    app.MapChat();
    return app;
});

// Named without documentation: the OpenAPI generator cannot read three documented types of one name.
internal sealed partial class Program;
