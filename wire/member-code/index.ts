/** The member code on the wire: made on phones and servers, judged by servers and tills, the same code on each side. */
export { decodeBase45, encodeBase45 } from "./base45.ts";
export { type Bytes, fromBase64url, fromHex, toBase64url, toHex } from "./bytes.ts";
export {
  type Certificate,
  type DeviceAlgorithm,
  deviceAlgorithms,
  idLengths,
  type Purpose,
  parseCertificate,
  possessionMessage,
  publicKeyLength,
  purposes,
  type Statement,
} from "./layout.ts";
export {
  codePrefix,
  codeRenewal,
  freshNonce,
  makeCertificate,
  makeDeviceCode,
  makeServerCode,
  type Sign,
} from "./make.ts";
export { compressPoint, expandPoint } from "./p256-point.ts";
export {
  type VerifySignature,
  verifyByAlgorithm,
  verifyEd25519,
  verifyEd25519InScript,
  verifyEd25519Native,
} from "./signatures.ts";
export {
  type Code,
  clockTolerance,
  codeWindow,
  type Expectation,
  judgeCode,
  keyIdOf,
  looksLikeCode,
  type OpenedCode,
  offlineMark,
  openCode,
  type PublishedKey,
  type Refusal,
  type Trust,
  type Verdict,
  verifyCode,
} from "./verify.ts";
