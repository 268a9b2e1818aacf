using Broadcast.Api;
using Broadcast.Chat;
using Broadcast.Ingest;

var builder = WebApplication.CreateBuilder(args);
builder.AddApi();
builder.AddIngest();
builder.AddChat();

var app = builder.Build();
app.UseExceptionHandler();
app.UseStatusCodePages();
app.UseAuthentication();
app.UseAuthorization();
app.MapApi();
app.MapIngest();
app.MapChat();
await app.RunAsync();
