namespace Broadcast.Chat.Yours;

internal static class YoursModule
{
    public static void AddYours(this IHostApplicationBuilder builder) => builder.Services.AddHostedService<YoursFeed>();
}
