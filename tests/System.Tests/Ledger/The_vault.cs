using System.Security.Cryptography;
using MentorshipFlow.Workflows.Postgres;
using MentorshipFlow.Workflows.Vault;
using MentorshipFlow.Programmes.Preparation;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.System.Tests.Ledger;

[Collection(OnALedger.Name)]
public sealed class The_vault(LedgerTestBed bed)
{
    private const string Text = "Приказ подписан не тем лицом";

    [Fact]
    public async Task Gives_back_what_was_sealed_and_its_commitment_can_be_recomputed()
    {
        await using var node = bed.Node();
        var (school, sealedText) = await Recorded(node);

        await using var another = bed.Node();
        var texts = await another.Vault.Open(school.Id, [sealedText.Reference], LedgerTestBed.Stop);

        Assert.Equal(Text, texts[sealedText.Reference.Ref]);
        var key = await another.Get<DataKeys>().Find(TextVault.OwnerOf(school.Id), LedgerTestBed.Stop);
        var box = await bed.Ask<byte[]>("select sealed from vault.texts where ref = $1", Value(sealedText.Reference.Ref));
        Assert.Equal(sealedText.Reference.Commitment,
            Convert.ToHexStringLower(SHA256.HashData(Box.Open(key!.Key, box!,
                VaultBinding.Text(sealedText.Reference.Ref, school.Id, TextVault.OwnerOf(school.Id), specialist: false)))));
    }

    [Fact]
    public async Task Refuses_an_altered_row()
    {
        await using var node = bed.Node();
        var (school, sealedText) = await Recorded(node);
        await bed.Ask<int>("update vault.texts set sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1) where ref = $1",
            Value(sealedText.Reference.Ref));

        await Assert.ThrowsAnyAsync<CryptographicException>(() => node.Vault.Open(school.Id, [sealedText.Reference], LedgerTestBed.Stop));
    }

    [Fact]
    public async Task Refuses_a_row_that_replaced_another()
    {
        await using var node = bed.Node();
        var (school, one) = await Recorded(node);
        var other = await node.Vault.Seal(school.Id, TextVault.OwnerOf(school.Id), "Другой текст", LedgerTestBed.Stop);
        await school.Done(node, await school.Drafted(node), School.Resource(), school.Context(beside: [other.Row]));
        await bed.Ask<int>("update vault.texts set sealed = (select sealed from vault.texts where ref = $1) where ref = $2",
            Value(other.Reference.Ref), Value(one.Reference.Ref));

        await Assert.ThrowsAnyAsync<CryptographicException>(() => node.Vault.Open(school.Id, [one.Reference], LedgerTestBed.Stop));
    }

    [Fact]
    public async Task Refuses_a_commitment_to_another_text()
    {
        await using var node = bed.Node();
        var (school, sealedText) = await Recorded(node);

        await Assert.ThrowsAnyAsync<CryptographicException>(
            () => node.Vault.Open(school.Id, [sealedText.Reference with { Commitment = new string('0', 64) }], LedgerTestBed.Stop));
    }

    [Fact]
    public async Task Opens_nothing_for_another_organisation()
    {
        await using var node = bed.Node();
        var (_, sealedText) = await Recorded(node);

        Assert.Empty(await node.Vault.Open(Some.Id(), [sealedText.Reference], LedgerTestBed.Stop));
    }

    [Fact]
    public async Task Opens_nothing_under_another_vault_key()
    {
        await using var node = bed.Node();
        var (school, sealedText) = await Recorded(node);
        await using var stranger = new LedgerNode(bed.Cluster.App, LedgerTestBed.NewSecrets(), TimeProvider.System, null);

        await Assert.ThrowsAnyAsync<CryptographicException>(() => stranger.Vault.Open(school.Id, [sealedText.Reference],
            LedgerTestBed.Stop));
    }

    [Fact]
    public async Task Opens_a_file_only_for_its_organisation_and_checks_its_hash()
    {
        await using var node = bed.Node();
        var (school, files, content) = (School.New(bed), node.Get<FileVault>(), RandomNumberGenerator.GetBytes(100_000));
        var file = await files.Store(school.Id, content, "application/pdf", LedgerTestBed.Stop);
        Assert.Equal(file, await files.Store(school.Id, content, "application/pdf", LedgerTestBed.Stop));
        Assert.Equal(file, await files.Store(school.Id, content, "text/html", LedgerTestBed.Stop));

        Assert.Equal(content, (await files.Open(school.Id, file.Sha256, LedgerTestBed.Stop))!.Value.Content);
        Assert.Null(await files.Open(Some.Id(), file.Sha256, LedgerTestBed.Stop));
        await bed.Ask<int>("update vault.files set sealed = set_byte(sealed, 50, get_byte(sealed, 50) # 1) where sha256 = $1",
            Value(file.Sha256));
        await Assert.ThrowsAnyAsync<CryptographicException>(() => files.Open(school.Id, file.Sha256, LedgerTestBed.Stop));
    }

    [Fact]
    public async Task Leaves_nothing_of_a_text_in_plain_anywhere_in_the_database()
    {
        await using var node = bed.Node();
        var (_, sealedText) = await Recorded(node);

        var dump = await Dump(bed.Cluster.Cluster);

        Assert.Contains(sealedText.Reference.Ref.ToString(), dump, StringComparison.Ordinal);
        Assert.Contains("Наставничество", dump, StringComparison.Ordinal);
        Assert.DoesNotContain("подписан не тем", dump, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToHexStringLower(global::System.Text.Encoding.UTF8.GetBytes("подписан не тем")), dump,
            StringComparison.Ordinal);
    }

    // The row is written in the transaction of the event that refers to it.
    private async Task<(School School, SealedText Text)> Recorded(LedgerNode node)
    {
        var school = School.New(bed);
        var programme = await school.Drafted(node);
        var fact = Some.Id();
        await school.Done(node, programme, School.Resource(fact));
        var text = await node.Vault.Seal(school.Id, TextVault.OwnerOf(school.Id), Text, LedgerTestBed.Stop);
        await school.Done(node, programme, new PreparationCommand.VoidFact(fact, text.Reference), school.Context(beside: [text.Row]));
        return (school, text);
    }

    private static async Task<string> Dump(PrivatePostgres cluster)
    {
        var answer = await OsCommand.RunAsync(
            OsCommand.DatabaseUser, cluster.Binaries["pg_dump"],
            ["-h", cluster.Folder.SocketFolder, "-U", PrivatePostgres.Superuser, "--encoding", "UTF8", PrivatePostgres.Database],
            LedgerTestBed.Stop);
        Assert.Equal(0, answer.ExitCode);
        return answer.Output;
    }
}
