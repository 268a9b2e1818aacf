using Broadcast.Chat.Spine.Processes;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Ingest.TestPicture;

internal static class TestPictureModule
{
    /// <summary>Adds the test picture. After the sources and inputs: services stop in reverse order, so it ends before them.</summary>
    public static void AddTestPicture(this IHostApplicationBuilder builder)
    {
        builder.AddProcesses();
        builder.Services.TryAddSingleton<TestPictures>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, TestPictures>(services => services.GetRequiredService<TestPictures>()));
    }
}
