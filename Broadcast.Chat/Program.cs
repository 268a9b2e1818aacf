using Broadcast.Chat;

var builder = WebApplication.CreateBuilder(args);
builder.AddChat();

var app = builder.Build();
app.UseExceptionHandler();
app.UseStatusCodePages();
app.UseAuthentication();
app.UseAuthorization();
app.MapChat();
await app.RunAsync();
