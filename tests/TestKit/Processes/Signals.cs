using System.Runtime.InteropServices;

namespace TestKit.Processes;

/// <summary>Sends POSIX signals to a process.</summary>
public static partial class Signals
{
    public static void Kill(int pid) => Send(pid, 9);

    public static void Terminate(int pid) => Send(pid, 15);

    public static void Interrupt(int pid) => Send(pid, 2);

    /// <summary>Freezes the process (SIGSTOP).</summary>
    public static void Stop(int pid) => Send(pid, 19);

    public static void Continue(int pid) => Send(pid, 18);

    private static void Send(int pid, int signal) => _ = NativeKill(pid, signal);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int NativeKill(int pid, int signal);
}
