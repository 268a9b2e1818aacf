namespace Broadcast.Api.Demo;

internal static class DemoModule
{
    public static void AddDemo(this IHostApplicationBuilder builder)
    {
    }
}
