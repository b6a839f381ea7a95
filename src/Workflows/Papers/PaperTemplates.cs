using System.Collections.Frozen;
using System.Security.Cryptography;
using MentorshipFlow.Organisations;
using MentorshipFlow.Papers;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Workflows.Papers;

/// <summary>A template of a paper.</summary>
/// <param name="Own">Whether the organisation uploaded it.</param>
public sealed record PaperTemplate(PaperKind Kind, byte[] Docx, bool Own)
{
    /// <summary>SHA-256 of the file: 64 lower hex digits.</summary>
    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Docx));
}

/// <summary>The templates of papers: shipped ones, written as text in the repository, and those that organisations uploaded.</summary>
public sealed class PaperTemplates(FileVault files)
{
    /// <summary>The media type of a DOCX.</summary>
    public const string DocxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>The largest template, in bytes.</summary>
    public const int MostBytes = DocxPackage.MostBytes;

    private static readonly FrozenDictionary<PaperKind, PaperTemplate> Ours = Enum.GetValues<PaperKind>().ToFrozenDictionary(
        kind => kind, kind => new PaperTemplate(kind, DocxWriter.Write(TemplateSource.Read(Source(Kebab.Of($"{kind}")), Source)), false));

    // Every paper has them, so a school's template may use them.
    private static readonly string[] Everywhere =
    [
        "организация", "учредитель", "реквизиты", "место", "программа", "учебный_год", "цель", "номер", "дата", "должность_подписанта",
        "подписант", "пример",
    ];

    private static readonly FrozenDictionary<PaperKind, IReadOnlySet<string>> Known = Ours.ToFrozenDictionary(t => t.Key,
        t => (IReadOnlySet<string>)DocxTemplate.Read(t.Value.Docx)!.Words.Concat(Everywhere).Where(w => w != PaperSheet.Counter)
            .ToHashSet());

    /// <summary>The shipped template of a paper.</summary>
    public static PaperTemplate Shipped(PaperKind kind) => Ours[kind];

    /// <summary>The words that a template of a paper may have.</summary>
    public static IReadOnlySet<string> Words(PaperKind kind) => Known[kind];

    /// <summary>The faults of a template; none when it can be used.</summary>
    public static IReadOnlyList<Missing> Faults(PaperKind kind, byte[] docx) =>
        DocxTemplate.Read(docx) is { } template ? template.Faults(Known[kind]) : [new Missing("template-not-docx", Kebab.Of($"{kind}"))];

    /// <summary>Stores an organisation's template; a decision then takes it into use.</summary>
    public async Task<string> Store(Guid organisation, byte[] docx, CancellationToken stop) =>
        (await files.Store(organisation, docx, DocxType, stop)).Sha256;

    /// <summary>The template in use.</summary>
    public Task<PaperTemplate> InUse(Guid organisation, LetterheadRoom papers, PaperKind kind, CancellationToken stop) =>
        papers.Templates.TryGetValue(Kebab.Of($"{kind}"), out var own) ? Own(organisation, kind, own.Sha256, stop)
            : Task.FromResult(Ours[kind]);

    /// <summary>The template with a hash; the one in use where a shipped one has changed since.</summary>
    public async Task<PaperTemplate> Of(Guid organisation, LetterheadRoom papers, PaperKind kind, string sha256, CancellationToken stop) =>
        Ours[kind].Sha256 == sha256 ? Ours[kind]
        : await files.Find(organisation, sha256, stop) is not null ? await Own(organisation, kind, sha256, stop)
        : await InUse(organisation, papers, kind, stop);

    private async Task<PaperTemplate> Own(Guid organisation, PaperKind kind, string sha256, CancellationToken stop) =>
        await files.Open(organisation, sha256, stop) is var (docx, _) ? new(kind, docx, true)
            : throw new InvalidDataException($"The template {sha256} is not in the vault.");

    private static string Source(string name)
    {
        using var stream = typeof(PaperTemplates).Assembly.GetManifestResourceStream($"Papers/{name}.txt")
            ?? throw new InvalidOperationException($"There is no template {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
