using MentorshipFlow.System.Tests.Postgres;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.System.Tests.Ops;

namespace MentorshipFlow.System.Tests.Drill;

/// <summary>R3: the cluster's disk is a small tmpfs, filled completely.</summary>
[Collection(Drills.Name)]
[Trait("drill", "R3")]
public sealed class A_full_disk
{
    [Fact]
    public async Task Is_answered_with_503_until_it_is_freed_and_loses_nothing()
    {
        await using var disk = await SmallDisk.MountAsync(megabytes: 200);
        await using var site = await Site.LoadedAsync(under: disk.Path);
        await using var server = await RunningProgram.ServeAsync(site);
        using var load = HttpLoad.Start(server.Url, server.Key("curator"), clients: 8);
        await load.BackAsync();

        await disk.FillAsync();
        await DataFolder.WithinAsync(TimeSpan.FromSeconds(60), () => load.Statuses.ContainsKey(503));
        var (before, seen) = (load.Acknowledged.Count, new HashSet<(int Live, int Ready)>());
        for (var round = 0; round < DrillSize.Of("R3", 5, 30); round++)
        {
            await disk.FillAsync();
            seen.Add((await load.StatusOfAsync("/health/live"), await load.StatusOfAsync("/health/ready")));
            await Task.Delay(1000, LedgerTestBed.Stop);
        }

        var whileFull = load.Acknowledged.Count - before;
        disk.Free();
        var back = await load.BackAsync();
        await load.StopAsync();

        DrillSize.Figure("R3", $"{DrillSize.Of("R3", 5, 30)} s full: {Text(load.Statuses)}, {whileFull} done meanwhile, live and ready ",
            $"{string.Join(' ', seen)}, back after {back.TotalSeconds:0.0} s, {load.Acknowledged.Count} acknowledged, 0 lost");
        load.AssertExactlyOnce(await site.AskAsync(A_killed_server.Commands));
        Assert.Equal(200, await load.StatusOfAsync("/health/ready"));
        Assert.All(seen, health => Assert.Equal(200, health.Live));
        Assert.All(load.Statuses.Keys, status => Assert.True(status is 200 or 201 or 503 or 507, $"{status}"));
        Assert.True(back < DrillSize.Within(15), $"Back after {back}.");
    }

    private static string Text(IReadOnlyDictionary<int, int> statuses) =>
        string.Join(", ", statuses.OrderBy(s => s.Key).Select(s => $"{s.Value} × {s.Key}"));

    /// <summary>A small tmpfs and a file that fills it.</summary>
    private sealed class SmallDisk : IAsyncDisposable
    {
        private SmallDisk(string path) => Path = path;

        public string Path { get; }

        private string Ballast => global::System.IO.Path.Combine(Path, "ballast");

        public static async Task<SmallDisk> MountAsync(int megabytes)
        {
            var path = Directory.CreateTempSubdirectory("mentorshipflow-disk-").FullName;
            var answer = await Site.ShellAsync("mount -t tmpfs -o size=\"$2\"m,mode=755 tmpfs \"$1\" 2>&1 && echo mounted || true", path,
                $"{megabytes}");
            if (!answer.EndsWith("mounted\n", StringComparison.Ordinal)) Directory.Delete(path);
            DrillSize.Demand(answer.EndsWith("mounted\n", StringComparison.Ordinal), $"A small disk is mounted by root: {answer.Trim()}");
            return new(path);
        }

        // dd must end with an error: the disk is full.
        public async Task FillAsync() => await Site.ShellAsync("""
            dd if=/dev/zero of="$1" bs=64k oflag=append conv=notrunc 2>/dev/null || true
            dd if=/dev/zero of="$1" bs=4k oflag=append conv=notrunc 2>/dev/null || true
            """, Ballast);

        public void Free() => File.Delete(Ballast);

        public async ValueTask DisposeAsync()
        {
            await Site.ShellAsync("umount \"$1\" || umount -l \"$1\"", Path);
            Directory.Delete(Path);
        }
    }
}
