/** The product's version, as `health` and “about” tell it; a test holds it equal to package.json's. */
export const PRODUCT_VERSION = '0.1.0';
