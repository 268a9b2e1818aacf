using System.Runtime.InteropServices;

namespace Broadcast.Api.Demo.Scenes;

/// <summary>Runs long work on a thread of its own, behind everything else that the host does.</summary>
internal static class QuietThread
{
    /// <summary>Of nice(1): gets a tenth of what a thread of the usual niceness gets, when both want a core.</summary>
    public const int Niceness = 10;

    public static async Task RunAsync(Action work)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                // On Linux this is the calling thread's alone; .NET's own priorities change nothing there.
                if (OperatingSystem.IsLinux())
                    _ = SetPriority(0, 0, Niceness);
                work();
                done.SetResult();
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        })
        { IsBackground = true, Name = "Demo scene" };
        thread.Start();
        await done.Task;
    }

    [DllImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetPriority(int which, int who, int priority);
}
