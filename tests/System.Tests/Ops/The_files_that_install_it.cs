using System.Text.Json;
using System.Text.RegularExpressions;

namespace MentorshipFlow.System.Tests.Ops;

/// <summary>The systemd unit and the container file: the tests run their commands and check their other lines.</summary>
public sealed partial class The_files_that_install_it
{
    private static readonly string Unit = Text("ops/systemd/mentorshipflow.service");
    private static readonly string Container = Text("ops/container/Containerfile");

    public static TheoryData<string> Commands => [Started().Match(Unit).Groups["words"].Value,
        string.Join(' ', JsonSerializer.Deserialize<string[]>(Last().Match(Container).Groups["words"].Value)!)];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Start_the_server_as_a_plain_user(string words)
    {
        await using var site = await Site.MakeAsync(plainUser: true);
        var command = words.Replace("/var/lib/mentorshipflow", site.Data, StringComparison.Ordinal)
            .Replace("http://0.0.0.0:8080", "http://127.0.0.1:0", StringComparison.Ordinal).Split(' ');
        var environment = new Dictionary<string, string> { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0" };
        foreach (Match variable in Variable().Matches(Unit)) environment[variable.Groups["name"].Value] = variable.Groups["value"].Value;

        await using var server = RunningProgram.Start(site, command, environment);
        await server.ReadyAsync();

        Assert.Equal(200, await server.StatusOfAsync("/health/ready"));
        var ended = await server.InterruptAsync();
        Assert.Equal(0, ended.ExitCode);
        Assert.StartsWith("<6>MentorshipFlow.", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Include_a_unit_that_systemd_accepts_and_rates_as_hardened()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/systemd-analyze"), "systemd-analyze is part of the package systemd.");
        // The command that it starts must be there.
        var unit = Path.Combine(Directory.CreateTempSubdirectory("mentorshipflow-unit-").FullName, "mentorshipflow.service");
        await File.WriteAllTextAsync(unit, Unit.Replace("/usr/bin/dotnet", RunningProgram.Dotnet, StringComparison.Ordinal),
            TestContext.Current.CancellationToken);

        Assert.Equal("", await Site.ShellAsync("systemd-analyze verify \"$1\" 2>&1", unit));
        // 10 is a service without restrictions.
        Assert.Contains("exposure level",
            await Site.ShellAsync("systemd-analyze security --no-pager --offline=yes --threshold=20 \"$1\"", unit),
            StringComparison.Ordinal);
        await File.AppendAllTextAsync(unit, "[Service]\nProtectSystm=strict\n", TestContext.Current.CancellationToken);
        Assert.NotEqual("", await Site.ShellAsync("systemd-analyze verify \"$1\" 2>&1 || true", unit));
    }

    [Fact]
    public void Copy_what_a_build_needs()
    {
        var copied = Copied().Matches(Container).SelectMany(m => m.Groups["from"].Value.Split(' ')).ToList();

        Assert.All(copied, path => Assert.True(Path.Exists(Path.Combine(Root, path)), path));
        // Every file besides the sources that MSBuild reads by itself or that a project names.
        var read = Directory.GetFiles(Root).Select(Path.GetFileName).Where(f => BuildFile().IsMatch(f!))
            .Concat(Directory.GetFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories)
                .SelectMany(project => Outside().Matches(File.ReadAllText(project)).Select(m => m.Groups["path"].Value)));
        Assert.All(read, path => Assert.Contains(copied, c => path!.StartsWith(c, StringComparison.Ordinal)));
    }

    private static string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder.GetFiles("*.sln").Length == 0) folder = folder.Parent!;
            return folder.FullName;
        }
    }

    [GeneratedRegex(@"(?m)^ExecStart=\S+ \S+\.dll (?<words>.*)$")]
    private static partial Regex Started();

    [GeneratedRegex(@"(?m)^CMD (?<words>\[.*\])$")]
    private static partial Regex Last();

    [GeneratedRegex(@"(?m)^Environment=(?<name>\w+)=(?<value>.*)$")]
    private static partial Regex Variable();

    [GeneratedRegex(@"(?m)^COPY (?!--from)(?<from>.*) \S+$")]
    private static partial Regex Copied();

    [GeneratedRegex(@"^(global\.json|Directory\..*|BannedSymbols\.txt|\.editorconfig)$")]
    private static partial Regex BuildFile();

    [GeneratedRegex(@"""\.\./\.\./(?<path>[^*""]*)")]
    private static partial Regex Outside();
}
