using System.Security.Cryptography;
using MentorshipFlow.Ledger;
using MentorshipFlow.System.Tests.Ops;
using MentorshipFlow.Workflows.Witnesses;

namespace MentorshipFlow.System.Tests.Audit;

/// <summary>A witness against a server whose holder has the ledger's true key and rewrites its history.</summary>
[Trait("drill", "attack")]
public sealed class A_witness : IAsyncDisposable
{
    private const string Name = "witness.region.example/w1";

    private static readonly KeptTree Honest = KeptTree.Of(21);

    private readonly string folder = Directory.CreateTempSubdirectory("mentorshipflow-witness-").FullName;
    private FalseServer? server;

    private string State => Path.Combine(folder, "state");

    private string Secret => Path.Combine(folder, "key");

    public async ValueTask DisposeAsync()
    {
        if (server is not null) await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Cosigns_what_grew_and_keeps_it_in_its_own_file()
    {
        await Opened();
        foreach (var size in (int[])[1, 7, 8, 21])
        {
            server!.Show(Honest, size);
            Assert.Equal(new WitnessAnswer.Cosigned(Honest.At(size), New: true), await Round());
            Assert.Equal(new WitnessAnswer.Cosigned(Honest.At(size), New: false), await Round());
            Demand(server.HandedIn[^1], size);
        }

        // Nothing but the file of the witness is needed.
        var kept = SignedNote.LastOf(await File.ReadAllTextAsync(State, AuditedLedger.Stop))!;
        Demand(kept, 21);
        Assert.Equal(kept, server!.HandedIn[^1]);
    }

    [Fact]
    public async Task Names_the_fault_of_what_the_stolen_key_signed_and_does_not_cosign_it()
    {
        await Opened();
        foreach (var size in (int[])[5, 13])
        {
            server!.Show(Honest, size);
            await Round();
        }

        var (before, handed) = (await File.ReadAllBytesAsync(State, AuditedLedger.Stop), server!.HandedIn.Count);
        var rewritten = Honest.Rewritten(3);
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await Refused("another history of the same size", WitnessRule.Forked, () => server.Show(rewritten, 13));
        await Refused("another history that is longer", WitnessRule.Forked, () => server.Show(rewritten));
        await Refused("another history with the true root of before", WitnessRule.ProofFailed, () =>
        {
            server.Show(rewritten);
            server.Proof = (first, second) =>
            {
                var proof = rewritten.Proof(first, second);
                proof["firstRoot"] = $"{Honest.At((int)first).Root}";
                return proof.ToJsonString();
            };
        });
        await Refused("another history with the true proof", WitnessRule.ProofFailed, () =>
        {
            server.Show(rewritten);
            server.Proof = (first, second) => Honest.Proof(first, second).ToJsonString();
        });
        await Refused("a history that was cut", WitnessRule.SmallerTree, () => server.Show(Honest, 12));
        await Refused("an empty history", WitnessRule.SmallerTree, () => server.Show(Honest, 0));
        await Refused("an old checkpoint again", WitnessRule.Replayed, () => server.Show(Honest, 5));
        await Refused("another ledger", WitnessRule.OtherLedger, () => server.Note = () => server.Signed(Honest.At(21, "another/ledger")));
        await Refused("another key", WitnessRule.OtherKey, () => server.Note =
            () => SignedNote.Sign(Honest.At(21), stranger, FalseServer.KeyName));
        await Refused("no note", WitnessRule.OtherKey, () => server.Note = () => "<html>");
        foreach (var proof in (string[])["", "{}", "[]", "null", """{"hashes":7}""", """{"hashes":["00"]}""", """{"hashes":[{}]}"""])
        {
            await Refused($"a proof that is none: {proof}", WitnessRule.ProofFailed, () =>
            {
                server.Show(Honest);
                server.Proof = (_, _) => proof;
            });
        }

        Assert.Equal(before, await File.ReadAllBytesAsync(State, AuditedLedger.Stop));
        Assert.Equal(handed, server.HandedIn.Count);
        server.Show(Honest);
        Assert.Equal(new WitnessAnswer.Cosigned(Honest.At(21), New: true), await Round());

        async Task Refused(string what, string fault, Action show)
        {
            show();
            Assert.Equal((what, fault), (what, Assert.IsType<WitnessAnswer.Refused>(await Round()).Fault));
        }
    }

    [Fact]
    public async Task Does_not_cosign_another_tree_of_a_size_that_it_recorded_before_it_ended()
    {
        await Opened();
        server!.Show(Honest, 13);
        // Recorded, and then killed before the signature.
        using (var state = WitnessState.Open(State)) state.Accept(Honest.At(13), server.Signed(Honest.At(13)));

        server.Show(Honest.Rewritten(3), 13);
        Assert.Equal(WitnessRule.Forked, Assert.IsType<WitnessAnswer.Refused>(await Round()).Fault);
        Assert.Empty(server.HandedIn);
        server.Show(Honest, 13);
        Assert.Equal(new WitnessAnswer.Cosigned(Honest.At(13), New: true), await Round());
        Demand(server.HandedIn.Single(), 13);
    }

    [Fact]
    public async Task Never_cosigns_two_trees_of_one_size_however_often_it_is_killed()
    {
        await Opened();
        var (size, asked, dice) = (0, 0, new Random(49));
        // One of two histories, by turns; each size is shown in both.
        KeptTree[] histories = [Honest, Honest.Rewritten(0), Honest.Rewritten(0, "another thief")];
        var shown = histories[0];
        server!.Note = () =>
        {
            shown = histories[asked++ % histories.Length];
            return server.Signed(shown.At(1 + (size + asked / 6) % Honest.Size));
        };
        server.Proof = (first, second) => shown.Proof(first, second).ToJsonString();
        var killed = 0;
        for (; killed < 6; killed++)
        {
            await using var witness = RunningProgram.Start(null, Words("--every", "1"));
            await Task.Delay(TimeSpan.FromMilliseconds(dice.Next(150, 1200)), AuditedLedger.Stop);
            size++;
            await witness.KillNineAsync();
        }

        server.Show(Honest);
        await Round();
        var notes = server.HandedIn.Select(note => Opened(note)).ToList();
        var all = (await File.ReadAllTextAsync(State, AuditedLedger.Stop)).Split("\n\n");
        Assert.All(notes.GroupBy(c => c.Size), of => Assert.Single(of.Distinct()));
        var recorded = all[..^1].Select(part => part.Split('\n')[^2..]).Select(lines => (Size: lines[0], Root: lines[1])).ToList();
        Assert.All(recorded.GroupBy(r => r.Size), of => Assert.Single(of.Distinct()));
        Assert.NotEmpty(recorded);
    }

    [Theory]
    [InlineData(0), InlineData(1), InlineData(40), InlineData(90), InlineData(130)]
    public async Task Goes_on_after_its_file_was_cut_off_in_what_it_wrote_last(int left)
    {
        await Opened();
        server!.Show(Honest, 5);
        await Round();
        var whole = await File.ReadAllTextAsync(State, AuditedLedger.Stop);
        var note = server.Signed(Honest.At(13));
        await File.AppendAllTextAsync(State, note[..left], AuditedLedger.Stop);

        server.Show(Honest);
        Assert.Equal(new WitnessAnswer.Cosigned(Honest.At(21), New: true), await Round());
        var after = await File.ReadAllTextAsync(State, AuditedLedger.Stop);
        Assert.StartsWith($"{whole}{Honest.At(21).Body}\n", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hands_in_what_the_server_did_not_take()
    {
        await Opened();
        server!.Show(Honest);
        server.Takes = false;
        Assert.IsType<WitnessAnswer.NotTaken>(await Round());
        server.Takes = true;
        Assert.Equal(new WitnessAnswer.Cosigned(Honest.At(21), New: false), await Round());
        Assert.Equal(server.HandedIn[0], server.HandedIn[1]);
    }

    [Fact]
    public async Task Does_not_begin_anew_without_its_file_and_shares_it_with_nobody()
    {
        var key = await Opened();
        Assert.Equal(1, (await RunningProgram.RunAsync(null, MakeWords)).ExitCode);
        using (WitnessState.Open(State)) Assert.ThrowsAny<IOException>(() => WitnessState.Open(State));

        foreach (var damaged in (string[])["", "x", $"mentorshipflow witness v1\n{key.Format()}\n", $"mentorshipflow witness v1\n"])
        {
            await File.WriteAllTextAsync(State, damaged, AuditedLedger.Stop);
            Assert.Throws<InvalidDataException>(() => WitnessState.Open(State));
        }

        File.Delete(State);
        var ended = await RunningProgram.RunAsync(null, Words("--once"));
        Assert.Equal(1, ended.ExitCode);
        Assert.Empty(server!.HandedIn);
        Assert.False(File.Exists(State));
    }

    [Fact]
    public async Task Ends_with_an_exit_code_and_keeps_the_proof_of_a_rewritten_history()
    {
        await Opened();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Secret));
        server!.Show(Honest, 13);
        Assert.Equal((0, $"cosigned 13 {Honest.At(13).Root}\n"), await Run("--once"));
        Assert.Equal((0, ""), await Run("--once"));
        server.Show(Honest.Rewritten(3));
        var forged = server.Note();
        server.Note = () => forged;
        Assert.Equal((1, ""), await Run("--every", "1"));
        Assert.Equal(forged, await File.ReadAllTextAsync($"{State}.refused", AuditedLedger.Stop));
        server.Show(Honest, 5);
        Assert.Equal((1, ""), await Run("--once"));

        async Task<(int, string)> Run(params string[] more)
        {
            var ended = await RunningProgram.RunAsync(null, Words(more));
            return (ended.ExitCode, ended.Output);
        }
    }

    private string[] MakeWords =>
        ["witness", "new", "--name", Name, "--ledger-key", server!.Key.Format(), "--key", Secret, "--state", State];

    private IEnumerable<string> Words(params string[] more)
    {
        var access = Path.Combine(folder, "access");
        File.WriteAllText(access, "a key\n");
        return ["witness", "--url", $"{server!.Url}", "--access", access, "--key", Secret, "--state", State, .. more];
    }

    // A server, and a witness that has seen nothing.
    private async Task<WitnessKey> Opened()
    {
        server = await FalseServer.Start();
        WitnessState.Make(State, server.Key);
        return WitnessSecret.Make(Name, Secret).Key;
    }

    private async Task<WitnessAnswer> Round()
    {
        using var state = WitnessState.Open(State);
        using var http = new HttpClient { BaseAddress = server!.Url };
        return await new WitnessRound(http, state, WitnessSecret.Read(Secret)!, TimeProvider.System).Run(AuditedLedger.Stop);
    }

    private Checkpoint Opened(string note)
    {
        Assert.True(SignedNote.TryOpen(note, server!.Key, out var opened));
        Assert.True(Cosignature.TryFind(note, WitnessSecret.Read(Secret)!.Key, Ed25519.Check, out var cosigned) && cosigned is not null);
        return opened;
    }

    private void Demand(string note, int size) => Assert.Equal(Honest.At(size), Opened(note));
}
