using System.Collections.Frozen;
using MentorshipFlow.Definitions;

namespace MentorshipFlow.Audit;

/// <summary>Stable names of the possible faults of a bundle or an excerpt, in order of precedence: the verdict is the first one
/// found.</summary>
public static class BundleFaults
{
    public const string Unreadable = "unreadable";
    public const string EntryNotCanonical = "entry-not-canonical";
    public const string EntryForeign = "entry-foreign";
    public const string VersionGap = "version-gap";
    public const string PositionOrder = "position-order";
    public const string InclusionProofFailed = "inclusion-proof-failed";
    public const string CheckpointSignature = "checkpoint-signature";
    public const string StreamStatementSignature = "stream-statement-signature";
    public const string TailCut = "tail-cut";
    public const string StreamStatementDiffers = "stream-statement-differs";
    public const string EventUnreadable = "event-unreadable";
    public const string DefinitionMissing = "definition-missing";
    public const string DefinitionDiffers = "definition-differs";
    public const string DefinitionForeign = "definition-foreign";
    public const string FoldImpossible = "fold-impossible";
    public const string ProposalDiffers = "proposal-differs";
    public const string DecisionSignatureWrong = "decision-signature-wrong";
    public const string ClaimDiffers = "claim-differs";
    public const string CertificateDiffers = "certificate-differs";
    public const string CertificateForeign = "certificate-foreign";
    public const string CertificateMissing = "certificate-missing";
    public const string ConsistencyProofFailed = "consistency-proof-failed";
    public const string OtherKey = "other-key";
    public const string OwnCheckpointSignature = "own-checkpoint-signature";
    public const string OtherLedger = "other-ledger";
    public const string OwnCheckpointDiffers = "own-checkpoint-differs";
    public const string CheckpointNotJoined = "checkpoint-not-joined";
    public const string CosignatureWrong = "cosignature-wrong";
    public const string WitnessMissing = "witness-missing";
    public const string DecisionNotSigned = "decision-not-signed";
    public const string OtherSigner = "other-signer";
    public const string SignerWithoutDecisions = "signer-without-decisions";

    /// <summary>The sentence for each name.</summary>
    public static IReadOnlyDictionary<string, Wording> Sentences { get; } = new Dictionary<string, Wording>
    {
        [Unreadable] = new("файл не читается в этой строке", "the file cannot be read at this line"),
        [EntryNotCanonical] =
            new("запись не в той форме, в какой её пишет журнал", "the entry does not have the form in which the ledger writes it"),
        [EntryForeign] =
            new("запись принадлежит другому потоку или другой организации", "the entry belongs to another stream or organisation"),
        [VersionGap] = new("в истории пропущена или повторена запись", "an entry of the history is left out or repeated"),
        [PositionOrder] = new("записи стоят не в порядке журнала", "the entries do not stand in the order of the ledger"),
        [InclusionProofFailed] = new("записи нет в журнале с этой контрольной точкой", "the entry is not in the ledger of this checkpoint"),
        [CheckpointSignature] = new("подпись контрольной точки неверна", "the signature of the checkpoint is wrong"),
        [StreamStatementSignature] = new("подпись под длиной истории неверна", "the signature under the length of the history is wrong"),
        [TailCut] = new("конец истории отрезан", "the end of the history is cut off"),
        [StreamStatementDiffers] =
            new("подписанная длина истории относится к другой истории", "the signed length is that of another history"),
        [EventUnreadable] = new("событие не читается этой версией программы", "this version of the program cannot read the event"),
        [DefinitionMissing] =
            new("нет определения, на которое ссылается программа", "a definition that the programme refers to is missing"),
        [DefinitionDiffers] = new("текст определения не тот, на который ссылается программа",
            "the definition's text is not the one that the programme refers to"),
        [DefinitionForeign] = new("программа не ссылается на это определение", "the programme does not refer to this definition"),
        [FoldImpossible] = new("такого порядка событий быть не могло", "events cannot have followed each other like this"),
        [ProposalDiffers] = new("предложение пар не совпадает с пересчитанным по истории",
            "the proposal of pairs differs from the one recomputed from the history"),
        [DecisionSignatureWrong] = new("подпись решения ключом устройства неверна или относится к другому решению",
            "the passkey's signature of the decision is wrong or is of another decision"),
        [ClaimDiffers] = new("запись не о том, что выписка, по её словам, показывает",
            "the entry is not of what the excerpt claims to show"),
        [CertificateDiffers] = new("текст справки не тот, что следует из истории",
            "the certificate's text is not the one that follows from the history"),
        [CertificateForeign] = new("программа не выдавала этой справки", "the programme did not issue this certificate"),
        [CertificateMissing] = new("нет текста выданной справки", "the text of an issued certificate is missing"),
        [ConsistencyProofFailed] = new("доказательство роста журнала неверно", "the proof that the ledger only grew is wrong"),
        [OtherKey] = new("файл подписан не тем ключом, который дал проверяющий",
            "the file is signed by another key than the one that the auditor gave"),
        [OwnCheckpointSignature] =
            new("контрольная точка проверяющего подписана другим ключом", "the auditor's own checkpoint is signed by another key"),
        [OtherLedger] = new("файл из другого журнала, чем контрольная точка проверяющего",
            "the file is of another ledger than the auditor's own checkpoint"),
        [OwnCheckpointDiffers] = new("журнал переписан: при том же размере у него другой корень",
            "the ledger was rewritten: at the same size it has another root"),
        [CheckpointNotJoined] = new(
            "в файле нет доказательства, которое соединяет его с контрольной точкой проверяющего",
            "the file has no proof that joins it to the auditor's own checkpoint"),
        [CosignatureWrong] = new("подпись свидетеля под контрольной точкой неверна", "a witness's cosignature of the checkpoint is wrong"),
        [WitnessMissing] = new("контрольную точку заверило меньше свидетелей, чем требует проверяющий",
            "fewer witnesses cosigned the checkpoint than the auditor demands"),
        [DecisionNotSigned] = new("решение лица, названного проверяющим, не подписано ключом устройства",
            "a decision of the person whom the auditor named is not signed by a passkey"),
        [OtherSigner] = new("решение подписано не тем ключом устройства, который назвал проверяющий",
            "the decision is signed by another passkey than the one that the auditor named"),
        [SignerWithoutDecisions] = new("в файле нет ни одного решения лица, которое назвал проверяющий",
            "the file has no decision of the person whom the auditor named"),
    }.ToFrozenDictionary();
}
